package slash64.maillog.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * Folds parts of messages that come sorted by queue id and time into whole messages, as {@link
 * Joiner} would have joined their lines:
 *
 * <ul>
 *   <li>a part with the opening line starts another message, and ends an older one of the same id;
 *   <li>a part without it continues the message before it, unless that ended more than some seconds
 *       earlier: then it is a message whose start is lost;
 *   <li>a filter's scan joins the message of its host that was under way at its time; one whose
 *       file names no host joins a message of that id on any host.
 * </ul>
 *
 * <p>It may be told to fold ended messages alone: then those under way come out as they are, to be
 * folded once all that may belong to them is there.
 *
 * <p>Two parts that begin in the same instant are told apart by {@code has_start}: with stamps of
 * whole seconds an id that is used again within the second it was split in is joined wrongly.
 */
final class PartFold implements Iterator<Row> {
  private final Iterator<Row> parts;
  private final boolean isOfEnded;
  private final List<MergedMessage> current = new ArrayList<>();
  private final ArrayDeque<Row> ready = new ArrayDeque<>();
  private String queueId;

  PartFold(Iterator<Row> parts) {
    this(parts, false);
  }

  PartFold(Iterator<Row> parts, boolean isOfEnded) {
    this.parts = parts;
    this.isOfEnded = isOfEnded;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && parts.hasNext()) {
      take(parts.next());
    }
    if (ready.isEmpty()) {
      flush();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more messages");
    }
    return ready.poll();
  }

  private void take(Row part) {
    String id = MergedMessage.queueId(part);
    if (id == null || isOfEnded && MergedMessage.isUnderWay(part)) {
      ready.add(part);
      return;
    }
    if (!Objects.equals(id, queueId)) {
      flush();
      queueId = id;
    }
    MergedMessage message = find(part);
    if (message == null) {
      current.add(new MergedMessage(part));
    } else if (message.isContinuedBy(part)) {
      message.add(part);
    } else {
      message.end(part);
      ready.add(message.row());
      current.set(current.indexOf(message), new MergedMessage(part));
    }
  }

  /**
   * Returns the latest message of the part's host and instance, or else of its queue; null if there
   * is none.
   */
  private MergedMessage find(Row part) {
    MergedMessage ofQueue = null;
    for (int i = current.size() - 1; i >= 0; i--) {
      MergedMessage message = current.get(i);
      if (message.isOfSource(part)) {
        return message;
      }
      ofQueue = ofQueue == null && message.isOfQueue(part) ? message : ofQueue;
    }
    return ofQueue;
  }

  private void flush() {
    for (MergedMessage message : current) {
      ready.add(message.row());
    }
    current.clear();
  }
}
