package slash64.activity;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.rows.LookAhead;

/** Sorted tallies of customers to one row each. */
final class CustomerRows implements MapPartitionsFunction<Row, Row> {
  @Override
  public Iterator<Row> call(Iterator<Row> tallies) {
    TallyCodec codec = new TallyCodec();
    TallyView view = new TallyView();
    return new LookAhead<>() {
      private Row next = tallies.hasNext() ? tallies.next() : null;

      @Override
      protected Row find() {
        if (next == null) {
          return null;
        }
        int day = next.getInt(0);
        String customer = next.getString(1);
        Tally sum = new Tally();
        do {
          sum.addAll(codec.decode(next.getAs(2)));
          next = tallies.hasNext() ? tallies.next() : null;
        } while (next != null && next.getInt(0) == day && next.getString(1).equals(customer));
        return row(day, customer, sum, view);
      }
    };
  }

  private static Row row(int day, String customer, Tally tally, TallyView view) {
    Object[] row = new Object[CustomerActivity.SCHEMA.length()];
    row[0] = day;
    row[1] = customer;
    view.write(tally, false, row, 2);
    return RowFactory.create(row);
  }
}
