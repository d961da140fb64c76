package slash64.rows;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An iterator that has to look for its next element before it knows whether there is one. It looks
 * when it is asked and not before, and holds one element at most, which it lets go of when it hands
 * it out: one may be large.
 *
 * @param <T> never null
 */
public abstract class LookAhead<T> implements Iterator<T> {
  private T next;

  /** Returns the next element, or null at the end; then it may be asked again. */
  protected abstract T find();

  @Override
  public final boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T found = next;
    next = null;
    return found;
  }
}
