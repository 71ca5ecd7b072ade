"""The world outside, behind the ports of the workspace: databases, files, keys, clock, decoders.

Only ``wiring`` imports this room.
"""
