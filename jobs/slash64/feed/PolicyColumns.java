package slash64.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import slash64.policy.PolicyEntry;

/** An entry as a Parquet record. */
final class PolicyColumns extends WriteSupport<PolicyEntry> {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("prefix")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("prefix_key")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("tier")
          .required(PrimitiveTypeName.DOUBLE)
          .named("score")
          .required(PrimitiveTypeName.DOUBLE)
          .named("confidence")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("reason")
          .required(PrimitiveTypeName.INT32)
          .as(LogicalTypeAnnotation.dateType())
          .named("expires")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("evidence")
          .named("policy");

  private final FeedStamp stamp;
  private RecordConsumer record;

  PolicyColumns(FeedStamp stamp) {
    this.stamp = stamp;
  }

  @Override
  @SuppressWarnings("deprecation") // and abstract: there is no other to override
  public WriteContext init(Configuration conf) {
    Map<String, String> about = new TreeMap<>();
    about.put("slash64.day", stamp.day().toString());
    about.put("slash64.valid_until", stamp.validUntil().toString());
    return new WriteContext(SCHEMA, about);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    record = consumer;
  }

  @Override
  public void write(PolicyEntry entry) {
    record.startMessage();
    text(0, entry.prefix().toString());
    text(1, entry.prefix().key());
    text(2, entry.tier().word());
    real(3, FeedJson.round(entry.score(), 2));
    real(4, FeedJson.round(entry.confidence(), 4));
    text(5, FeedText.sentence(entry.reason()));
    begin(6);
    record.addInteger((int) entry.expires().toEpochDay());
    end(6);
    text(7, evidence(entry));
    record.endMessage();
  }

  private static String evidence(PolicyEntry entry) {
    try {
      return FeedJson.oneLine(entry.evidence(), entry.prefix());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(int column, String text) {
    begin(column);
    record.addBinary(Binary.fromString(text));
    end(column);
  }

  private void real(int column, double value) {
    begin(column);
    record.addDouble(value);
    end(column);
  }

  private void begin(int column) {
    record.startField(SCHEMA.getFieldName(column), column);
  }

  private void end(int column) {
    record.endField(SCHEMA.getFieldName(column), column);
  }
}
