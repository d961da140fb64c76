#!/bin/bash
# A night on a cluster by plain spark-submit. On a machine that has this checkout, ./slash64 --master URL COMMAND does the same and
# hands Delta over from its own class path.
#
#   conf/deploy/spark-submit.sh yarn 2026-11-24
#   conf/deploy/spark-submit.sh spark://master.example.com:7077 2026-11-24
#
# The jar is target/slash64-cluster.jar of `mvn package`; with `mvn -Pdelta package` it brings Delta along and --packages is not needed.
# In client mode the exit status is Slash64's own. In YARN's cluster mode it is not: look at the run's summary in the driver's log.
set -euo pipefail
master=${1:?which master: yarn, spark://host:7077 or k8s://...}
day=${2:-$(date -u -d yesterday +%F)}

exec "${SPARK_HOME:?point SPARK_HOME at the Spark 4.1 of the cluster}/bin/spark-submit" \
  --master "$master" \
  --deploy-mode client \
  --class slash64.cli.Main \
  --packages io.delta:delta-spark_4.1_2.13:4.4.0 \
  --driver-memory 4g \
  --executor-memory 8g \
  --executor-cores 4 \
  --conf spark.dynamicAllocation.enabled=true \
  --conf spark.dynamicAllocation.shuffleTracking.enabled=true \
  --conf spark.dynamicAllocation.maxExecutors=50 \
  "${SLASH64_JAR:-target/slash64-cluster.jar}" \
  nightly --date "$day" \
  --input "hdfs:///logs/mail/*-{date}.log.zst" \
  --warehouse hdfs:///slash64/tables \
  --export hdfs:///slash64/feed
