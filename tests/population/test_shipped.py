import pytest

from acuerdo.population import shipped


def test_in_a_checkout_files_lie_at_the_root_of_the_repository(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    assert shipped.root(tmp_path / "src" / "acuerdo") == tmp_path


def test_in_an_installed_package_files_lie_within_it(tmp_path):
    package = tmp_path / "site-packages" / "acuerdo"
    assert shipped.root(package) == package / "shipped"


def test_a_folder_called_src_without_a_project_is_no_checkout(tmp_path):
    package = tmp_path / "src" / "acuerdo"
    assert shipped.root(package) == package / "shipped"


def test_the_corridor_is_shipped():
    assert shipped.path("data/corridor/pool.yaml").is_file()


def test_a_missing_file_is_named():
    with pytest.raises(
        FileNotFoundError, match=r"^data/corridor/absent\.csv is not among the shipped files, "
    ):
        shipped.path("data/corridor/absent.csv")
