package org.iamaudit.notify;

/**
 * Delivers to one channel. An attempt ends within a few minutes, however the other side behaves.
 */
@FunctionalInterface
interface Sender {
  void send(Notification notification) throws DeliveryException;
}
