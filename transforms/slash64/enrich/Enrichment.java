package slash64.enrich;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.net.Prefix;

/**
 * What files of others say of a prefix: its network, its registry, the lists it is on. It is told
 * only where it holds for the whole of the prefix.
 */
public final class Enrichment implements Serializable {
  private static final StructType COLUMNS =
      new StructType()
          .add("asn", DataTypes.LongType, true, "autonomous system that announces all of it")
          .add("as_organisation", DataTypes.StringType, true, "the name of that system")
          .add("country", DataTypes.StringType, true, "ISO 3166 code; of the registry if need be")
          .add("registry", DataTypes.StringType, true, "regional internet registry")
          .add(
              "registry_status",
              DataTypes.StringType,
              true,
              "allocated, assigned, available, reserved")
          .add(
              "lists",
              DataTypes.createArrayType(DataTypes.StringType, false),
              true,
              "names of the lists that hold all of it");

  private final ArrayList<NetworkSource> networks = new ArrayList<>();
  private final PrefixValues<Delegation> delegations;
  private final ArrayList<NamedList> lists = new ArrayList<>();

  private record NamedList(String name, PrefixValues<Boolean> prefixes) implements Serializable {}

  private Enrichment(PrefixValues<Delegation> delegations) {
    this.delegations = delegations;
  }

  /**
   * Opens files.
   *
   * @param networks MMDB or CSV, the first that knows a thing tells it
   * @param delegated delegated-extended statistics of the registries
   * @param lists by name, see {@link ListFile}
   * @throws IllegalArgumentException if a file is malformed, with the line
   */
  public static Enrichment open(
      Collection<Path> networks, Collection<Path> delegated, Map<String, Path> lists)
      throws IOException {
    PrefixValues.Builder<Delegation> delegations = new PrefixValues.Builder<>();
    for (Path file : delegated) {
      try (BufferedReader text = Files.newBufferedReader(file)) {
        Delegation.addAll(text, file.toString(), delegations);
      }
    }
    Enrichment enrichment = new Enrichment(delegations.build());
    for (Path file : networks) {
      enrichment.networks.add(NetworkSource.open(file));
    }
    for (Map.Entry<String, Path> list : lists.entrySet()) {
      PrefixValues.Builder<Boolean> prefixes = new PrefixValues.Builder<>();
      try (BufferedReader text = Files.newBufferedReader(list.getValue())) {
        ListFile.read(text, list.getValue().toString())
            .forEach(entry -> prefixes.add(entry.prefix(), true, (a, b) -> a));
      }
      enrichment.lists.add(new NamedList(list.getKey(), prefixes.build()));
    }
    return enrichment;
  }

  /** Returns {@code schema} with these columns after its own. */
  public static StructType addTo(StructType schema) {
    for (StructField field : COLUMNS.fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /** Adds the columns to rows that have prefix_high, prefix_low and bits. */
  public static Dataset<Row> add(Dataset<Row> prefixes, Broadcast<Enrichment> known) {
    UDF3<Long, Long, Integer, Row> facts =
        (high, low, bits) -> known.value().facts(Prefix.of(high, low, bits));
    Dataset<Row> told =
        prefixes.withColumn(
            "told", udf(facts, COLUMNS).apply(col("prefix_high"), col("prefix_low"), col("bits")));
    for (StructField field : COLUMNS.fields()) {
      told = told.withColumn(field.name(), col("told").getField(field.name()));
    }
    return told.drop("told");
  }

  Row facts(Prefix prefix) {
    Network network = Network.UNKNOWN;
    for (NetworkSource source : networks) {
      network = network.or(source.of(prefix));
    }
    Delegation delegation = delegations.covering(prefix);
    String country = network.country();
    if (country == null && delegation != null) {
      country = delegation.country();
    }
    TreeSet<String> on = new TreeSet<>();
    for (NamedList list : lists) {
      if (list.prefixes.covering(prefix) != null) {
        on.add(list.name);
      }
    }
    return RowFactory.create(
        network.asn(),
        network.organisation(),
        country,
        delegation == null ? null : delegation.registry(),
        delegation == null ? null : delegation.status(),
        lists.isEmpty() ? null : List.copyOf(on).toArray(String[]::new));
  }
}
