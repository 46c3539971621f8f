"""The room of data protection: retention, deletion, requests of people, record of processing."""
