"""The program's door. Workers pass it too when they start, so that it loads nothing for them."""


def main() -> None:
    """Run the command line and exit."""
    from aggregator.cli import main as command_line  # noqa: PLC0415 -- not for workers

    command_line()


if __name__ == "__main__":
    main()
