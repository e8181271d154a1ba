#!/usr/bin/env python3
"""Waits for an S3 server and makes a bucket: make_bucket.py ENDPOINT BUCKET. Credentials come from AWS_* variables."""

import sys
import time

import boto3
from botocore.exceptions import EndpointConnectionError

DEADLINE_SECONDS = 30


def main(endpoint, bucket):
    """Returns once the bucket is there; the last connection error is raised when the server never comes."""
    client = boto3.client("s3", endpoint_url=endpoint)
    deadline = time.monotonic() + DEADLINE_SECONDS
    while True:
        try:
            client.create_bucket(Bucket=bucket)
            return
        except EndpointConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
