package slash64.maillog.format;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Which format reads which program's lines. A Postfix program is {@code
 * {syslog_name}[/{service}]/{daemon}}: the daemon after the last slash decides. One object per
 * thread.
 */
final class Programs {
  private final NameTable<LineFormat> byName = new NameTable<>();

  /** Names that an envelope without a program of its own stands for. */
  private final Map<String, LineFormat> byWord = new HashMap<>();

  private final LineFormat[] byTag = new LineFormat[LogLine.TAGS];

  private final Map<LineFormat, LogFormat> whose = new HashMap<>();

  Programs() {
    LineFormat smtpd = new PostfixSmtpd();
    LineFormat delivery = new PostfixDelivery();
    LineFormat queue = new PostfixQueue();
    LineFormat other = new PostfixOther();
    put(LogFormat.POSTFIX, smtpd, "/smtpd");
    put(LogFormat.POSTFIX, new PostfixScreen(), "/postscreen");
    put(LogFormat.POSTFIX, new PostfixTlsproxy(), "/tlsproxy");
    put(LogFormat.POSTFIX, new PostfixQmqpd(), "/qmqpd");
    put(LogFormat.POSTFIX, new PostfixCleanup(), "/cleanup");
    put(LogFormat.POSTFIX, new PostfixAnvil(), "/anvil");
    put(
        LogFormat.POSTFIX,
        queue,
        "/qmgr",
        "/oqmgr",
        "/nqmgr",
        "/pickup",
        "/bounce",
        "/postsuper",
        "/defer",
        "/trace");
    put(
        LogFormat.POSTFIX,
        delivery,
        "/smtp",
        "/lmtp",
        "/local",
        "/virtual",
        "/pipe",
        "/error",
        "/retry",
        "/discard",
        "/relay");
    put(
        LogFormat.POSTFIX,
        other,
        "/master",
        "/dnsblog",
        "/tlsmgr",
        "/scache",
        "/verify",
        "/proxymap",
        "/postfix-script",
        "/sendmail",
        "/postdrop",
        "/postqueue",
        "/postmap",
        "/postalias",
        "/postlog",
        "/postlogd",
        "/flush",
        "/showq",
        "/trivial-rewrite",
        "/postkick",
        "/postlock",
        "/postcat",
        "/postmulti",
        "/spawn",
        "/proxywrite",
        "/postfix");
    put(LogFormat.POSTFIX, other, "postfix");
    put(LogFormat.RSPAMD, new RspamdFormat(), "rspamd");
    put(LogFormat.EXIM, new EximFormat(), "exim", "exim4");
    put(
        LogFormat.SENDMAIL,
        new SendmailFormat(),
        "sendmail",
        "sm-mta",
        "sm-msp-queue",
        "sm-acceptingconnections",
        "sendmail-in");
    put(LogFormat.OPENSMTPD, new OpenSmtpdFormat(), "smtpd");
    put(LogFormat.OPENDKIM, new OpenDkimFormat(), "opendkim");
    put(LogFormat.OPENDMARC, new OpenDmarcFormat(), "opendmarc");
    put(LogFormat.POLICYD_SPF, new PolicydSpfFormat(), "policyd-spf");
    put(LogFormat.POLICYD_SPF, new PolicySpfFormat(), "/policy-spf", "policy-spf");
    put(LogFormat.POSTGREY, new PostgreyFormat(), "postgrey");
    put(
        LogFormat.AMAVIS,
        new AmavisFormat(),
        "amavis",
        "amavisd",
        "amavisd-new",
        "/amavisd",
        "/amavisd-new");
    put(LogFormat.KUMOMTA, new KumodFormat(), "kumod");
    put(
        null, // a logger speaks of itself
        new LoggerFormat(),
        "rsyslogd",
        "rsyslogd-2177",
        "imuxsock",
        "imjournal",
        "systemd-journald",
        "systemd-journal",
        "journal",
        "syslogd",
        "syslog-ng");
  }

  private void put(LogFormat whose, LineFormat format, String... programs) {
    this.whose.put(format, whose);
    for (String program : programs) {
      byName.put(program, format);
      byWord.put(program, format);
    }
  }

  /** Reads the line by its program; refuses it if no format knows the program. */
  void read(LogLine line) {
    int tag = line.tag();
    LineFormat format = tag < 0 ? find(line) : byTag[tag];
    if (format == null && tag >= 0) {
      format = find(line);
      byTag[tag] = format;
    }
    if (format == null) {
      line.refuse(Refusal.UNKNOWN_PROGRAM);
    } else {
      format.read(line);
    }
  }

  /** Returns whose line it is, null if no program is known by that name. */
  LogFormat of(LogLine line) {
    return whose.get(find(line));
  }

  private LineFormat find(LogLine line) {
    String word = line.word(Field.PROGRAM);
    if (word != null) {
      LineFormat known = byWord.get(word);
      if (known != null) {
        return known;
      }
      byte[] name = word.getBytes(StandardCharsets.UTF_8);
      return find(name, 0, name.length);
    }
    return find(line.bytes(), line.from(Field.PROGRAM), line.to(Field.PROGRAM));
  }

  private LineFormat find(byte[] b, int from, int to) {
    int slash = Bytes.lastIndexOf(b, from, to, '/');
    int start = slash < 0 ? from : slash;
    return byName.find(b, start, to);
  }
}
