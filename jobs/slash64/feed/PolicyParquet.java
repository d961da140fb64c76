package slash64.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import slash64.policy.PolicyEntry;

/**
 * {@code policy.parquet} for DuckDB, Spark, pandas and the like: the columns {@code prefix}, {@code
 * prefix_key} (sorts as the tree, so a range of it is a subtree), {@code tier}, {@code score},
 * {@code confidence}, {@code reason}, {@code expires} and {@code evidence} (JSON), in tree order,
 * compressed with Zstandard. None is ever null. The file is held in memory until it is whole: some
 * 22 bytes an entry, which are little beside the entry itself.
 */
public final class PolicyParquet implements FeedFormat {
  /** Bytes held in memory before they are written: readers skip by row group. */
  private static final long ROW_GROUP = 16L << 20;

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public String file() {
    return "policy.parquet";
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ParquetWriter<PolicyEntry> writer =
        new Builder(new OpenEnded(file), new PolicyColumns(night.stamp()))
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP)
            // No two entries share these: a dictionary would be begun in vain in every row group.
            .withDictionaryEncoding("prefix", false)
            .withDictionaryEncoding("prefix_key", false)
            .withDictionaryEncoding("evidence", false)
            .withWriteMode(ParquetFileWriter.Mode.CREATE)
            .build()) {
      for (PolicyEntry entry : night.policy()) {
        writer.write(entry);
      }
    }
    OrderedParquet.write(file.toByteArray(), to);
    return night.policy().size();
  }

  private static final class Builder extends ParquetWriter.Builder<PolicyEntry, Builder> {
    private final PolicyColumns columns;

    Builder(OutputFile file, PolicyColumns columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // and abstract: there is no other to override
    protected WriteSupport<PolicyEntry> getWriteSupport(Configuration conf) {
      return columns;
    }
  }

  /** Ending the Parquet file must not close the stream. */
  private record OpenEnded(OutputStream to) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      CountingStream counted = new CountingStream(to);
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return counted.bytes();
        }

        @Override
        public void write(int b) throws IOException {
          counted.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          counted.write(from, offset, length);
        }

        @Override
        public void close() throws IOException {
          counted.flush();
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
