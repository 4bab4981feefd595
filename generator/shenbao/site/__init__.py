"""The site: pages from notices, navigation, the build, and the gate behind it."""
