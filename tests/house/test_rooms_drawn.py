import configparser
import re
from pathlib import Path


def test_readme_draws_the_rooms_that_the_contract_lists(repository: Path) -> None:
    contract = configparser.ConfigParser()
    contract.read(repository / ".importlinter")
    layers = re.split(r"[\s|]+", contract["importlinter:contract:rooms"]["layers"].strip())
    drawing = (repository / "README.md").read_text().partition("## The rooms")[2]
    drawn = re.findall(r"(?:^ {4}|\| )(\w+)(?:/|\.py) ", drawing, flags=re.MULTILINE)
    assert drawn == layers
