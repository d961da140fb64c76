package slash64.dualstack;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.stats.Wilson;

/**
 * Adds to the two sides of a party how they differ: one family has a share of at least a half, the
 * other of at most three in ten, both by Wilson's interval of 95 %, which takes five transactions
 * on the one side and nine on the other.
 */
final class Escapes implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA = schema();

  private static final double Z = 1.96;
  private static final double MUCH = 0.5;
  private static final double LITTLE = 0.3;

  private static StructType schema() {
    StructType schema = new StructType().add("number", DataTypes.IntegerType);
    for (StructField field : DualStack.SCHEMA.fields()) {
      if (!field.name().equals("day")) {
        schema = schema.add(field);
      }
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> parties) {
    List<Row> rows = new ArrayList<>();
    parties.forEachRemaining(party -> rows.add(row(party)));
    return rows.iterator();
  }

  private static Row row(Row party) {
    Object[] values = new Object[SCHEMA.size()];
    for (int i = 0; i < values.length - 1; i++) {
      values[i] = party.getAs(SCHEMA.fields()[i].name());
    }
    values[values.length - 1] = escapes(party).toArray(String[]::new);
    return RowFactory.create(values);
  }

  private static List<String> escapes(Row party) {
    List<String> escapes = new ArrayList<>();
    for (String[] sides : new String[][] {{"ipv6", "ipv4"}, {"ipv4", "ipv6"}}) {
      String here = sides[0];
      String there = sides[1];
      long refused = count(party, here, SideCount.REFUSED);
      long all = count(party, here, SideCount.TRANSACTIONS);
      long refusedThere = count(party, there, SideCount.REFUSED);
      long accepted = count(party, there, SideCount.ACCEPTED);
      if (differ(refused, all, refusedThere, Math.addExact(refusedThere, accepted))) {
        escapes.add("refused_on_" + here);
      }
      add(escapes, party, here, there, "spf_fails", SideCount.SPF_PASSED, SideCount.SPF_KNOWN);
      add(escapes, party, here, there, "ptr_missing", SideCount.NAMED, SideCount.NAMES_KNOWN);
      add(escapes, party, here, there, "weaker_tls", SideCount.TLS_GOOD, SideCount.TLS_KNOWN);
    }
    return escapes;
  }

  private static void add(
      List<String> escapes,
      Row party,
      String here,
      String there,
      String what,
      SideCount good,
      SideCount known) {
    long knownHere = count(party, here, known);
    long knownThere = count(party, there, known);
    long badHere = Math.max(0, knownHere - count(party, here, good));
    long badThere = Math.max(0, knownThere - count(party, there, good));
    if (differ(badHere, knownHere, badThere, knownThere)) {
      escapes.add(what + "_on_" + here);
    }
  }

  private static boolean differ(long much, long ofMuch, long little, long ofLittle) {
    return ofMuch > 0
        && ofLittle > 0
        && Wilson.lower((double) Math.min(much, ofMuch), (double) ofMuch, Z) >= MUCH
        && Wilson.upper((double) Math.min(little, ofLittle), (double) ofLittle, Z) <= LITTLE;
  }

  private static long count(Row party, String family, SideCount count) {
    Long value = party.getAs(family + "_" + count.column());
    return value == null ? 0 : value;
  }
}
