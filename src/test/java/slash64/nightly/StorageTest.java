package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.synth.World;
import slash64.synth.WorldConfig;

/**
 * Two nights as processes of their own, the second killed twice (SIGKILL) and done again, on HDFS
 * (Hadoop's mini cluster) and on S3 (s3proxy, through hadoop-aws): the same tables as on the local
 * disk. The servers' libraries are in {@code src/test/storage}; {@code .ci/run} fetches them.
 */
@Tag("long")
class StorageTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final Path HADOOP = Path.of("target/storage/hadoop.classpath");
  private static final Path S3PROXY = Path.of("target/storage/s3proxy.classpath");

  @TempDir private static Path shared;

  private static Path world;
  private static Path key;
  private static Map<String, List<String>> local;

  @TempDir private Path folder;
  private Process server;

  @BeforeAll
  static void twoNightsOnTheLocalDisk() throws Exception {
    assumeTrue(Files.exists(HADOOP), () -> "skipped: there is no " + HADOOP);
    world = shared.resolve("world");
    World.write(WorldConfig.demo(19, FIRST).withDays(2).withMessagesPerDay(60), world);
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    String warehouse = shared.resolve("warehouse").toString();
    for (int night = 0; night < 2; night++) {
      assertThat(night(night, warehouse, shared.resolve("feed").toString(), List.of()).waitFor())
          .isZero();
    }
    local = NightTables.of(warehouse);
  }

  @AfterEach
  void theServerStops() throws InterruptedException {
    if (server != null) {
      server.destroy();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void hdfsHoldsTheTablesOfTheLocalDisk() throws Exception {
    int port = freePort();
    Path details = folder.resolve("details");
    server =
        java(
            Files.readString(HADOOP),
            List.of(
                "-Dtest.build.data=" + folder.resolve("data"),
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format",
                "-nnport",
                Integer.toString(port),
                "-writeDetails",
                details.toString()),
            folder.resolve("server"));
    while (!Files.exists(details)) {
      assertThat(server.isAlive()).as(Files.readString(folder.resolve("server"))).isTrue();
      Thread.sleep(100);
    }
    String root = "hdfs://127.0.0.1:%d/slash64".formatted(port);
    nights(root, List.of());
    assertSameTables(NightTables.of(root + "/warehouse"));
  }

  @Test
  void s3HoldsTheTablesOfTheLocalDisk() throws Exception {
    assumeTrue(Files.exists(S3PROXY), () -> "skipped: there is no " + S3PROXY);
    int port = freePort();
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Path conf =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.authorization=none
            s3proxy.endpoint=http://127.0.0.1:%d
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            jclouds.identity=none
            jclouds.credential=none
            """
                .formatted(port, objects));
    server =
        java(
            Files.readString(S3PROXY),
            List.of("org.gaul.s3proxy.Main", "--properties", conf.toString()),
            folder.resolve("server"));
    while (!isListening(port)) {
      assertThat(server.isAlive()).as(Files.readString(folder.resolve("server"))).isTrue();
      Thread.sleep(100);
    }
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/mail".formatted(port)))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding());
    List<String> client =
        List.of(
            "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + port,
            "spark.hadoop.fs.s3a.path.style.access=true",
            "spark.hadoop.fs.s3a.connection.ssl.enabled=false",
            "spark.hadoop.fs.s3a.endpoint.region=us-east-1",
            "spark.hadoop.fs.s3a.access.key=none",
            "spark.hadoop.fs.s3a.secret.key=none");
    nights("s3a://mail/slash64", client);
    assertSameTables(NightTables.of(objects.resolve("mail/slash64/warehouse").toString()));
  }

  private static void nights(String root, List<String> settings) throws Exception {
    String warehouse = root + "/warehouse";
    String feed = root + "/feed";
    assertThat(night(0, warehouse, feed, settings).waitFor()).as("first night").isZero();
    for (String step : List.of("Looking for archives  ", "Counting prefixes  ")) {
      Process killed = night(1, warehouse, feed, settings);
      while (killed.isAlive() && !output().contains(step)) {
        Thread.sleep(50);
      }
      Thread.sleep(1_000);
      killed.destroyForcibly().waitFor();
    }
    assertThat(night(1, warehouse, feed, settings).waitFor()).as(output()).isZero();
  }

  private static void assertSameTables(Map<String, List<String>> found) {
    for (String table : local.keySet()) {
      if (!table.equals("ledger")) { // it also tells of what was given up
        assertThat(found.get(table)).as(table).isEqualTo(local.get(table));
      }
    }
  }

  private static Process night(int night, String warehouse, String feed, List<String> settings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Dlog4j2.configurationFile=conf/log4j2.properties",
                "slash64.cli.Main",
                "nightly",
                "--date",
                FIRST.plusDays(night).toString(),
                "--input",
                world.resolve("logs") + "/*-{date}.*",
                "--allocations",
                world.resolve("allocations.csv").toString(),
                "--warehouse",
                warehouse,
                "--export",
                feed,
                "--set",
                "privacy.key_file=" + key,
                "--set",
                "report.nightly=false"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    // The libraries of the tables' own Hadoop come first; of the others only what it lacks.
    return java(
        System.getProperty("java.class.path") + clientOfS3(), command, shared.resolve("output"));
  }

  private static String clientOfS3() throws IOException {
    return List.of(Files.readString(HADOOP).strip().split(":")).stream()
        .filter(jar -> !jar.contains("hadoop-client-") && !jar.contains("slf4j"))
        .reduce("", (all, jar) -> all + ":" + jar);
  }

  private static Process java(String classPath, List<String> arguments, Path output)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@conf/jvm.options",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1", // over before compiling well would pay
                "-XX:ReservedCodeCacheSize=240m",
                "-cp",
                classPath.strip()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** What the latest process says. */
  private static String output() throws IOException {
    return Files.readString(shared.resolve("output"), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
