"""The press: a process for each paper, which is handed content and a template and sets them in type.

It knows neither database nor keys. What people wrote comes to it as JSON and is never read as markup; it may read the
templates and the fonts, takes a bounded time and memory, and writes no file.
"""
