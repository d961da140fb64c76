package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EximLogsTest {
  @ParameterizedTest
  @CsvSource({
    "a/mainlog a/rejectlog a/paniclog, a/mainlog",
    "a/rejectlog a/mainlog, a/mainlog",
    "a/mainlog.1 a/rejectlog.1.gz a/rejectlog.2.gz, a/mainlog.1 a/rejectlog.2.gz",
    "a/mainlog-20261102.zst a/rejectlog-20261102.xz, a/mainlog-20261102.zst",
    "a/mainlog-20261102 a/rejectlog-20261103, a/mainlog-20261102 a/rejectlog-20261103",
    "a/mainlog b/rejectlog, a/mainlog b/rejectlog", // another host's
    "a/rejectlog, a/rejectlog", // nothing else tells
    "a/exim_mainlog a/exim_rejectlog a/exim_paniclog, a/exim_mainlog", // cPanel
    "a/exim_mainlog-20261102.gz a/exim_rejectlog-20261102.gz a/exim_rejectlog, a/exim_mainlog-20261102.gz a/exim_rejectlog",
    "exim/main.log exim/reject.log exim/panic.log, exim/main.log", // Fedora
    "exim/main.log-20261102.gz exim/reject.log-20261102.xz, exim/main.log-20261102.gz",
    "a/main.log a/reject.log, a/main.log a/reject.log", // of whatever program
    "a/mainlog a/exim_rejectlog, a/mainlog a/exim_rejectlog",
    "a/mainlog a/my-rejectlog, a/mainlog a/my-rejectlog",
    "a/mail.log a/rejectlog, a/mail.log a/rejectlog",
  })
  void whatAMainlogRepeatsIsLeftOut(String found, String read) {
    List<FileStatus> files =
        Arrays.stream(found.split(" ", -1))
            .map(name -> new FileStatus(1, false, 1, 1, 0, new Path("/logs/" + name)))
            .toList();

    assertThat(EximLogs.withoutCopies(files))
        .extracting(file -> file.getPath().toString())
        .containsExactly(
            Arrays.stream(read.split(" ", -1)).map("/logs/"::concat).toArray(String[]::new));
  }
}
