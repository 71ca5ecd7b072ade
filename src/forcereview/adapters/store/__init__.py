"""Where contents lie: each in a file of its own, encrypted by its own key, never written over."""
