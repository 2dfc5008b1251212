"""Syntax: lines of text and its marks, trees of JSON, YAML and scripts, streams of XML, fragments of HTML."""
