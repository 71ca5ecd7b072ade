"""Standard exchange formats, as pure renderers: BagIt, RO-Crate, CASE/UCO, Web Annotation."""
