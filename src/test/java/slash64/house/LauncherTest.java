package slash64.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a house of its own, with a Java that prints how it was called and a Maven that
 * notes that it was. The house has spaces in its path.
 */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "mkdir",
          "mv",
          "paste",
          "readlink",
          "sed",
          "sleep",
          "stty",
          "touch",
          "tr");

  @TempDir private Path folder;
  private Path house;
  private Path tools;
  private Path jdk;

  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void buildTheHouse() throws IOException {
    house = Files.createDirectories(folder.resolve("my own house"));
    for (String root : List.of("scoring", "transforms", "jobs", "conf")) {
      Files.createDirectories(house.resolve(root));
    }
    Files.copy(Path.of("slash64"), house.resolve("slash64"));
    assertThat(house.resolve("slash64").toFile().setExecutable(true)).isTrue();
    Files.copy(Path.of("conf/jvm.options"), house.resolve("conf/jvm.options"));
    Files.writeString(house.resolve("pom.xml"), "");
    Files.writeString(house.resolve("jobs/Main.java"), "");
    Files.writeString(house.resolve("library.jar"), "");

    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "exec /usr/bin/%s \"$@\"\n".formatted(tool));
    }
    script(
        tools.resolve("mvn"),
        """
        echo built >>builds
        [[ ! -e slow ]] || sleep 1
        if [[ -e broken ]]; then echo '[ERROR] Main.java does not compile'; exit 1; fi
        mkdir -p target
        echo jar >target/slash64-launcher.jar
        echo jar >target/slash64-cluster.jar
        echo "$PWD/library.jar" >target/launcher.classpath
        """);

    jdk = folder.resolve("jdk 17");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
    script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"\nexit \"${STATUS:-0}\"\n");
    script(jdk.resolve("bin/javac"), "");
  }

  @Test
  void theFirstCallBuildsAndTheNextOnesDoNot() throws Exception {
    Ended first = slash64("doctor", "--warehouse", "a b");

    assertThat(first.err())
        .isEqualTo("slash64: building for the first time; Maven may have 300 MB to fetch...\n");
    assertThat(first.out().lines())
        .endsWith("slash64.cli.Main", "doctor", "--warehouse", "a b")
        .contains(
            "-Dslash64.home=" + house,
            house + "/target/launcher/slash64.jar:" + house + "/library.jar",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED")
        .doesNotContain("--add-modules=jdk.incubator.vector");

    assertThat(slash64("doctor").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theSystemSpeaksEnglishToJavaWhicheverLanguageItsUserHas() throws Exception {
    script(jdk.resolve("bin/java"), "echo \"${LANGUAGE:-}\"\n");
    assertThat(slash64(Map.of("LANGUAGE", "de"), "doctor").out()).isEqualTo("C\n");
  }

  @Test
  void theCommandsExitStatusIsTheLaunchers() throws Exception {
    assertThat(slash64(Map.of("STATUS", "4"), "nightly").status()).isEqualTo(4);
  }

  @Test
  void aChangedSourceARemovedSourceAndALostLibraryBuildAgain() throws Exception {
    slash64("doctor");

    touchLater(house.resolve("jobs/Main.java"), 5);
    touchStamp(10);
    assertThat(slash64("doctor").err()).isEmpty(); // older than the last build

    touchLater(house.resolve("jobs/Main.java"), 20);
    assertThat(slash64("doctor").err()).isEqualTo("slash64: building, sources changed...\n");
    touchStamp(30);

    Files.delete(house.resolve("jobs/Main.java"));
    touchLater(house.resolve("jobs"), 40);
    slash64("doctor");
    assertThat(builds()).isEqualTo(3);
    touchStamp(50);

    Files.delete(house.resolve("library.jar"));
    slash64("doctor");
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void aFailedBuildShowsMavensErrorsRunsNothingAndIsTriedAgain() throws Exception {
    Files.createFile(house.resolve("broken"));

    Ended ended = slash64("doctor");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .contains("[ERROR] Main.java does not compile")
        .endsWith("slash64: The build failed, see Maven's errors above.");

    Files.delete(house.resolve("broken"));
    assertThat(slash64("doctor").status()).isZero();
  }

  @Test
  void ofTwoThatAreStartedAtOnceOneBuilds() throws Exception {
    Files.createFile(house.resolve("slow"));
    Process one = start(Map.of(), house.resolve("slash64"), folder, "doctor");
    Process other = start(Map.of(), house.resolve("slash64"), folder, "doctor");

    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void itIsFoundThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("s64"), house.resolve("slash64"));

    Process process = start(Map.of(), link, tools, "doctor");
    assertThat(process.waitFor()).isZero();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("-Dslash64.home=" + house);
  }

  @Test
  void theHeapIsOneToEightGigabytesUnlessGiven() throws Exception {
    Optional<String> usual =
        slash64("doctor").out().lines().filter(line -> line.startsWith("-Xmx")).findFirst();
    assertThat(Integer.parseInt(usual.orElseThrow().replaceAll("\\D", ""))).isBetween(1024, 8192);

    assertThat(slash64(Map.of("SLASH64_HEAP", "3g"), "doctor").out().lines()).contains("-Xmx3g");
  }

  @Test
  void javaNeitherCollectsNorCompilesForNothingWhileItStarts() throws Exception {
    assertThat(slash64("nightly", "--help").out().lines())
        .contains("-XX:MetaspaceSize=256m", "-XX:Tier4InvocationThreshold=20000");
  }

  @Test
  void quickCommandsAreStartedForAQuickStart() throws Exception {
    String quick = "-XX:TieredStopAtLevel=1";

    assertThat(slash64("-v", "explain", "::1").out().lines())
        .contains(quick, "-XX:ReservedCodeCacheSize=240m");
    assertThat(slash64("nightly", "explain").out().lines()).doesNotContain(quick);
    assertThat(slash64("--help").out().lines()).doesNotContain(quick);
  }

  @Test
  void logsAreJsonOnRequest() throws Exception {
    assertThat(slash64(Map.of("SLASH64_LOG", "json"), "doctor").out().lines())
        .contains(
            "-Dlog4j2.configurationFile=" + house + "/conf/log4j2-json.properties",
            "-Dslash64.log.format=json");
    Ended wrong = slash64(Map.of("SLASH64_LOG", "xml"), "doctor");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).endsWith("Cannot use SLASH64_LOG=xml: need text or json.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "0g", "4", "-1g", "4g x"})
  void aHeapThatIsNoSizeIsWrongUse(String heap) throws Exception {
    Ended ended = slash64(Map.of("SLASH64_HEAP", heap), "doctor");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .endsWith(
            "slash64: Cannot use SLASH64_HEAP=%s: need a size such as 900m or 4g.\n"
                .formatted(heap));
  }

  @Test
  void anotherJavaIsWrongUse() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");

    Ended ended = slash64("doctor");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "slash64: %s/bin/java is Java 21.0.1, need 17: install openjdk-17-jdk and point JAVA_HOME at it.\n"
                .formatted(jdk));
  }

  @Test
  void aMissingJavaCompilerOrMavenIsWrongUse() throws Exception {
    Files.delete(tools.resolve("mvn"));
    assertWrongUse("slash64: Building needs Maven and there is no mvn: install maven.\n");

    Files.delete(jdk.resolve("bin/javac"));
    assertWrongUse(
        "slash64: %s is a JRE and building needs the JDK: install openjdk-17-jdk, or point JAVA_HOME at a JDK 17.\n"
            .formatted(jdk));

    Files.delete(jdk.resolve("bin/java"));
    assertWrongUse(
        "slash64: There is no %s/bin/java: point JAVA_HOME at a JDK 17.\n".formatted(jdk));

    assertThat(slash64(Map.of("JAVA_HOME", ""), "doctor").err())
        .isEqualTo(
            "slash64: There is no Java: install openjdk-17-jdk, or point JAVA_HOME at a JDK 17.\n");
  }

  private void assertWrongUse(String sentence) throws Exception {
    assertThat(slash64("doctor")).isEqualTo(new Ended(2, "", sentence));
  }

  private Ended slash64(String... arguments) throws Exception {
    return slash64(Map.of(), arguments);
  }

  private Ended slash64(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, house.resolve("slash64"), folder, arguments);
    int status = process.waitFor();
    return new Ended(
        status,
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private Process start(
      Map<String, String> environment, Path launcher, Path from, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder.environment().clear();
    Map<String, String> all = new TreeMap<>(environment);
    all.putIfAbsent("PATH", tools.toString());
    all.putIfAbsent("JAVA_HOME", jdk.toString());
    builder.environment().putAll(all);
    return builder.start();
  }

  private long builds() throws IOException {
    return Files.readAllLines(house.resolve("builds")).size();
  }

  private void touchStamp(long seconds) throws IOException {
    touchLater(house.resolve("target/launcher/stamp"), seconds);
  }

  private static void touchLater(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
