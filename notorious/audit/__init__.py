"""The audit log: every act on every row, by person, day and object."""
