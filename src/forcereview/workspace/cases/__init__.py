"""What a person does with the cases of a workspace: bring in, take out, list, read, change.

A case lies in two documents: ``case/ID`` holds its values, ``case-text/ID`` the text last brought
in, with the comments and the form that a person gave it. ``case-copy/ID`` notes the copy that last
came in or went out, so that a file that comes back is compared with what its writer had before
them.
"""
