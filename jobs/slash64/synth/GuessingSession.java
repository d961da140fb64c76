package slash64.synth;

/** A session with the submission server in which somebody tries passwords and leaves. */
final class GuessingSession extends Actor {
  private static final byte[] CONNECT = Ascii.of("connect from ");
  private static final byte[] WARNING = Ascii.of("warning: ");
  private static final byte[] FAILED =
      Ascii.of(": SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=");
  private static final byte[] LOST = Ascii.of("lost connection after AUTH from ");
  private static final byte[] DISCONNECT = Ascii.of("disconnect from ");

  private final Sender sender;
  private final Client client;
  private final Commands commands = new Commands();
  private int left;
  private int pid;
  private Step step = Step.CONNECT;

  private enum Step {
    CONNECT,
    GUESS,
    LOSE
  }

  /**
   * Makes a session.
   *
   * @param guesses how many passwords are tried, at least 1
   */
  GuessingSession(Sender sender, Client client, int guesses) {
    this.sender = sender;
    this.client = client;
    this.left = guesses;
  }

  @Override
  void act(MailHost host) {
    switch (step) {
      case CONNECT -> connect(host);
      case GUESS -> guess(host);
      case LOSE -> lose(host);
    }
  }

  private void next(MailHost host, Step changed, long micros) {
    step = changed;
    host.after(micros, this);
  }

  private void connect(MailHost host) {
    pid = host.smtpdPids().take();
    commands.add(Commands.EHLO, true);
    host.line(Program.SUBMISSION, pid).text(CONNECT).peer(client);
    host.end(Count.SMTPD_CONNECTS);
    next(host, Step.GUESS, host.draws().between(300_000, 2_000_000));
  }

  private void guess(MailHost host) {
    commands.add(Commands.AUTH, false);
    byte[] user = host.composer().guessedUser(host.draws());
    host.line(Program.SUBMISSION, pid).text(WARNING).peer(client).text(FAILED).text(user);
    host.end(Count.AUTH_FAILURES);
    host.witness().failedLogin(sender, client);
    left--;
    next(host, left > 0 ? Step.GUESS : Step.LOSE, host.draws().between(2_000_000, 6_000_000));
  }

  private void lose(MailHost host) {
    host.line(Program.SUBMISSION, pid).text(LOST).peer(client);
    host.end();
    commands.write(host.line(Program.SUBMISSION, pid).text(DISCONNECT).peer(client));
    host.end();
    host.smtpdPids().giveBack(pid);
  }
}
