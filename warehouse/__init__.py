"""Landing and serving: immutable Parquet files, one manifest as the commit point, a DuckDB file of views per snapshot."""
