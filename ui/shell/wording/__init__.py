"""The words for codes, one module a topic; ui.shell.notices puts them together."""
