package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.DAY;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.stamp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.policy.Tier;

class HadoopStoreTest {
  @TempDir private Path export;
  private FeedPublisher publisher;
  private HadoopStore store;

  @BeforeEach
  void open() throws IOException {
    FileSystem files = new RawLocalFileSystem();
    files.initialize(URI.create("file:///"), new Configuration());
    store = new HadoopStore(files, new org.apache.hadoop.fs.Path(export.toUri()));
    publisher =
        new FeedPublisher(
            store,
            List.of(PolicyNdjson.compact(), new ChangesNdjson(), PostfixCidr.standard()),
            Optional.empty(),
            2);
  }

  private FeedManifest publish(int daysLater, Tier tier) throws IOException {
    return publisher.publish(
        FeedSamples.night(
            stamp(DAY.plusDays(daysLater)), List.of(entry("2001:db8::/48", tier)), List.of()),
        FeedDestination.CURRENT);
  }

  @Test
  void pointersAreFilesThatNameTheGeneration() throws IOException {
    publish(0, Tier.REJECT);

    assertThat(export.resolve("current")).hasContent(".generations/1/2026-11-02\n");
    assertThat(export.resolve("2026-11-02")).hasContent(".generations/1/2026-11-02\n");
    assertThat(store.target("current")).contains(".generations/1/2026-11-02");
    assertThat(export.resolve(".generations/1/2026-11-02/manifest.json")).isNotEmptyFile();
  }

  @Test
  void publishingAgainPruningAndRollingBackWorkAsOnALocalFileSystem() throws IOException {
    publish(0, Tier.REJECT);
    publish(1, Tier.GREYLIST);
    assertThat(publish(1, Tier.GREYLIST).generation()).as("the same again").isEqualTo(2);
    assertThat(publish(1, Tier.THROTTLE).generation()).isEqualTo(3);

    assertThat(store.list("")).containsExactly(".generations", "2026-11-03", "current");
    assertThat(store.list(".generations")).containsExactly("2", "3");
    assertThat(publisher.rollBack().generation()).isEqualTo(2);
    assertThat(export.resolve("current")).hasContent(".generations/2/2026-11-03\n");
  }

  @Test
  void bothStoresHoldTheSameBytes(@TempDir Path local) throws IOException {
    FeedNight night = FeedSamples.night(stamp(DAY), FeedSamples.forest(2_000, 1), List.of());
    publisher.publish(night, FeedDestination.CURRENT);
    new FeedPublisher(
            new LocalStore(local),
            List.of(PolicyNdjson.compact(), new ChangesNdjson(), PostfixCidr.standard()),
            Optional.empty(),
            2)
        .publish(night, FeedDestination.CURRENT);
    for (String file :
        List.of("policy.ndjson", "changes.ndjson", "postfix.cidr", "manifest.json")) {
      assertThat(Files.readAllBytes(export.resolve(".generations/1/2026-11-02").resolve(file)))
          .isEqualTo(Files.readAllBytes(local.resolve("current").resolve(file)));
    }
  }

  @Test
  void theLocationDecidesTheStore() throws IOException {
    Configuration none = new Configuration();
    assertThat(FeedStores.at(export.toString(), none)).isInstanceOf(LocalStore.class);
    assertThat(FeedStores.at(export.toUri().toString(), none)).isInstanceOf(LocalStore.class);
    assertThat(FeedStores.at("viewfs-like/relative", none)).isInstanceOf(LocalStore.class);
    assertThat(FeedStores.at("file:/our feeds/one", none)).isInstanceOf(LocalStore.class);
    assertThat(FeedStores.at("file:/our%20feeds/one", none)).isInstanceOf(LocalStore.class);
    assertThatThrownBy(() -> FeedStores.at("file:relative", none))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot publish to file:relative: ")
        .hasMessageEndingWith(". Name a path, or a URI with an absolute one.");
    none.set("fs.raw.impl", RawScheme.class.getName());
    assertThat(FeedStores.at("raw:///feed", none)).isInstanceOf(HadoopStore.class);
  }

  /** Stands for any file system that is not the local one. */
  public static final class RawScheme extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("raw:///");
    }

    @Override
    public String getScheme() {
      return "raw";
    }
  }
}
