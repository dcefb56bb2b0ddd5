"""Where strangers' pictures are opened: a process for each file, that may open, reach and start nothing else.

Run as `python -m heyi.evidence.darkroom MEDIA PARENT` with the file on its standard input; PARENT is the number of the
process that runs it, with which it ends. It knows no Django, no key and no case. What breaks a decoder breaks this
process alone.
"""
