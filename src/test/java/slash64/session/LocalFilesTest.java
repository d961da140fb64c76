package slash64.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.local.LocalFs;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.testing.SharedSpark;

/** Does what Hadoop's own does. */
class LocalFilesTest {
  private static final URI LOCAL = URI.create("file:///");

  @TempDir java.nio.file.Path folder;
  private LocalFiles ours;
  private LocalFileSystem hadoops;

  @BeforeEach
  void open() throws IOException {
    ours = new LocalFiles();
    ours.initialize(LOCAL, new Configuration());
    hadoops = new LocalFileSystem();
    hadoops.initialize(LOCAL, new Configuration());
  }

  @Test
  void ourSessionsUseIt() throws Exception {
    Configuration conf = SharedSpark.session().sessionState().newHadoopConf();
    assertThat(FileSystem.newInstance(LOCAL, conf)).isInstanceOf(LocalFiles.class);
    assertThat(FileContext.getFileContext(LOCAL, conf).getDefaultFileSystem())
        .isInstanceOf(LocalFilesContext.class);
  }

  @ParameterizedTest
  @ValueSource(shorts = {0644, 0600, 0755, 0700, 0444, 01777})
  void filesHaveTheSamePermissions(short bits) throws IOException {
    for (FileSystem system : new FileSystem[] {ours, hadoops}) {
      Path path = path(system.getClass().getSimpleName());
      system.mkdirs(path, new FsPermission((short) 0700));
      system.setPermission(path, new FsPermission(bits));
    }
    assertThat(ours.getFileStatus(path("LocalFiles")).getPermission())
        .isEqualTo(hadoops.getFileStatus(path("LocalFileSystem")).getPermission());
    assertThat(mode("LocalFiles")).isEqualTo(mode("LocalFileSystem"));
  }

  @Test
  void linksAreToldFromWhatTheyLeadTo() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    for (String name : new String[] {"file", "link", "dangling"}) {
      assertThat(ours.getFileLinkStatus(path(name)).isSymlink())
          .as(name)
          .isEqualTo(hadoops.getFileLinkStatus(path(name)).isSymlink())
          .isEqualTo(!name.equals("file"));
    }
    assertThatThrownBy(() -> ours.getFileLinkStatus(path("none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aFileThatWasAlteredIsNotRead() throws IOException {
    try (var out = ours.create(path("file"))) {
      out.writeBytes("text");
    }
    Files.writeString(folder.resolve("file"), "tex!");
    assertThatThrownBy(
            () -> {
              try (var in = ours.open(path("file"))) {
                in.read(new byte[4]);
              }
            })
        .isInstanceOf(ChecksumException.class);
  }

  @Test
  void aFileWithATimeInItsNameIsRead() throws IOException {
    Path log = path("mail-2026-11-05T00:00:00.log");
    Files.writeString(java.nio.file.Path.of(log.toUri().getPath()), "text");
    try (var in = ours.open(log)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("text");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "mail*",
        "*.log",
        "m?il[.]log",
        "{mail,other}.log",
        "*/*.log",
        "{a/in,mail}.log",
        "a/*",
        "*/none",
        "mail.log",
        "mail.log/*",
        "none",
        "none*",
        "none/*",
        "b\\*c",
        "[!m]*",
        "./*"
      })
  void globsMatchWhatHadoopsDo(String glob) throws IOException {
    Files.createDirectory(folder.resolve("a"));
    for (String name : new String[] {"mail.log", "other.log", "b*c", ".hidden.log", "a/in.log"}) {
      Files.writeString(folder.resolve(name), name);
    }
    assertThat(ours.globStatus(path(glob))).isEqualTo(hadoops.globStatus(path(glob)));
  }

  @Test
  void aColonInSomeNameDoesNotHideTheOthers() throws IOException {
    for (String name : new String[] {"mail.log", "mail.log-00:00", "b:c"}) {
      Files.writeString(folder.resolve(name), name);
    }
    assertThat(ours.globStatus(path("mail.log*")))
        .extracting(file -> file.getPath().getName())
        .containsExactly("mail.log", "mail.log-00:00");
    assertThat(ours.globStatus(path("*-00:*"))).hasSize(1);
  }

  @Test
  void aFolderThatGoesAwayMeanwhileIsAsIfItHadNotBeenThere() throws IOException {
    Files.createDirectory(folder.resolve("a"));
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("b/mail.log"), "text");
    FileSystem moving =
        new FilterFileSystem(ours) {
          @Override
          public FileStatus[] listStatus(Path path) throws IOException {
            if (path.getName().equals("a")) {
              throw new FileNotFoundException(path.toString());
            }
            return super.listStatus(path);
          }
        };
    assertThat(new LocalGlob(moving).matches(path("*/*.log")))
        .extracting(file -> file.getPath().getName())
        .containsExactly("mail.log");
  }

  /** As Delta writes its checksums. */
  @Test
  void filesAreMovedIntoPlaceWithTheirChecksums() throws Exception {
    Configuration conf = new Configuration();
    conf.set("fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());
    FileContext context = FileContext.getFileContext(LOCAL, conf);
    for (FileContext each :
        new FileContext[] {context, FileContext.getFileContext(LOCAL, new Configuration())}) {
      java.nio.file.Path to = folder.resolve(each.getDefaultFileSystem().getClass().getName());
      try (var out =
          each.create(
              path("new"), EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
        out.writeBytes("text");
      }
      Files.createDirectory(to);
      each.rename(path("new"), new Path(to.toUri().getPath(), "file"), Options.Rename.NONE);
    }
    assertThat(sizes(LocalFilesContext.class)).hasSize(2).isEqualTo(sizes(LocalFs.class));
  }

  private Map<String, Long> sizes(Class<?> system) {
    return Arrays.stream(folder.resolve(system.getName()).toFile().listFiles())
        .collect(Collectors.toMap(File::getName, File::length));
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
