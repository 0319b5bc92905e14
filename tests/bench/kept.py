"""The file of results: every script of this folder replaces its own parts and leaves the others."""
import json


def keep(out, **parts):
    """Sets `parts` in the JSON file `out` (a Path), which is made where it does not exist."""
    kept = json.loads(out.read_text()) if out.exists() else {}
    out.write_text(json.dumps({**kept, **parts}, indent=1) + "\n")
