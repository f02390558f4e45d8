package org.iamaudit.policy;

/**
 * What a statement does with the requests it matches; spelled {@code Allow} or {@code Deny} in a
 * document.
 */
public enum Effect {
  ALLOW,
  DENY
}
