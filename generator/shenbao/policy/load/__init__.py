"""A policy folder becomes a Notice; all its mistakes are reported together."""
