"""A night of Slash64 a day, by Airflow's Spark provider.

The data interval of a daily run that starts after midnight UTC is the day before: `ds` is the day whose logs are complete. Days run one
after the other, since a day's scores rest on those of the day before. Exit status 3 (logs not there yet) and 1 are tried again; what
is done already is done again at no cost.
"""

from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="slash64_nightly",
    schedule="30 2 * * *",
    start_date=pendulum.datetime(2026, 11, 1, tz="UTC"),
    catchup=True,
    max_active_runs=1,
    default_args={
        "depends_on_past": True,
        "retries": 3,
        "retry_delay": timedelta(minutes=20),
    },
    tags=["mail"],
) as dag:
    SparkSubmitOperator(
        task_id="night",
        conn_id="spark_default",
        application="/opt/slash64/slash64-cluster.jar",
        java_class="slash64.cli.Main",
        packages="io.delta:delta-spark_4.1_2.13:4.4.0",
        driver_memory="4g",
        executor_memory="8g",
        executor_cores=4,
        application_args=[
            "nightly",
            "--date",
            "{{ ds }}",
            "--input",
            "s3a://mail-logs/{date}/*.zst",
            "--warehouse",
            "s3a://slash64/tables",
            "--export",
            "s3a://slash64/feed",
            "--output",
            "json",
        ],
    )
