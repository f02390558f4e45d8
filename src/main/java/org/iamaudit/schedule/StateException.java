package org.iamaudit.schedule;

import java.sql.SQLException;

/** The database of the daemon cannot be used now. */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateException(String what, SQLException cause) {
    super("cannot " + what + " in the daemon's database: " + cause.getMessage(), cause);
  }
}
