package slash64.maillog.format;

import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * Lines of the Postfix daemons and commands that tell neither of a client nor of a message's way:
 * master, anvil (samples, not events), dnsblog, tlsmgr, scache, verify, postfix-script, ...
 */
final class PostfixOther extends PostfixFormat {
  @Override
  void readMessage(LogLine line, int from) {
    line.setEvent(Event.NOTICE);
  }
}
