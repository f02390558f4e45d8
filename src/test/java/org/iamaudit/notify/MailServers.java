package org.iamaudit.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;

/** Mail servers of the tests, whose start is waited for also where the machine is busy. */
public final class MailServers {
  private MailServers() {}

  /** One that is not started yet; with port 0 it takes a free one. */
  public static GreenMail on(int port, String protocol) {
    ServerSetup setup = new ServerSetup(port, "localhost", protocol);
    setup.setServerStartupTimeout(Duration.ofMinutes(2).toMillis());
    return new GreenMail(setup);
  }
}
