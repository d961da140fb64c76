package slash64.maillog.message;

/** What the last line was counted as, for a logger that then says it happened several times. */
final class LastCounted {
  private OpenMessage connected;
  private OpenMessage failed;
  private OpenMessage rejected;
  private OpenMessage putOff;

  void forget() {
    connected = null;
    failed = null;
    rejected = null;
    putOff = null;
  }

  void connected(OpenMessage facts) {
    connected = facts;
  }

  void failed(OpenMessage facts) {
    failed = facts;
  }

  void refused(OpenMessage row, boolean isTemporary) {
    rejected = isTemporary ? null : row;
    putOff = isTemporary ? row : null;
  }

  void repeat(int count) {
    if (connected != null) {
      connected.connections += count;
    } else if (failed != null) {
      failed.authFailures += count;
    } else if (rejected != null) {
      rejected.rejects += count;
    } else if (putOff != null) {
      putOff.tempfails += count;
    }
  }
}
