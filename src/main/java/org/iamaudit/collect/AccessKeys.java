package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.model.AccessKeyMetadata;
import com.amazonaws.services.identitymanagement.model.GetAccessKeyLastUsedRequest;
import com.amazonaws.services.identitymanagement.model.ListAccessKeysRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;

/**
 * The access keys of users that the credential report does not list, since they are younger than it
 * or there is none, with their last use.
 */
final class AccessKeys {
  private AccessKeys() {}

  /**
   * As JSON.
   *
   * @param users their ARNs
   */
  static String of(Aws aws, List<String> users) throws CollectException {
    List<Object> keys = new ArrayList<>();
    for (String arn : users) {
      try {
        keys.addAll(keys(aws, arn.substring(arn.lastIndexOf('/') + 1)));
      } catch (CollectException e) {
        if (e.kind() != Kind.NOT_FOUND) { // deleted meanwhile: has no keys any more
          throw e;
        }
      }
    }
    return AnswerJson.of(Map.of("AccessKeys", keys));
  }

  private static List<Object> keys(Aws aws, String user) throws CollectException {
    List<AccessKeyMetadata> listed =
        Paging.all(
            marker -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_ACCESS_KEYS,
                      () ->
                          aws.iam()
                              .listAccessKeys(
                                  new ListAccessKeysRequest()
                                      .withUserName(user)
                                      .withMarker(marker.orElse(null))));
              return new Paging.Page<>(
                  answer.getAccessKeyMetadata(),
                  Paging.next(answer.getIsTruncated(), answer.getMarker()));
            });
    List<Object> keys = new ArrayList<>();
    for (AccessKeyMetadata key : listed) {
      var used =
          aws.call(
              AwsCall.GET_ACCESS_KEY_LAST_USED,
              () ->
                  aws.iam()
                      .getAccessKeyLastUsed(
                          new GetAccessKeyLastUsedRequest().withAccessKeyId(key.getAccessKeyId())));
      keys.add(
          new TreeMap<>(
              Map.of("AccessKeyMetadata", key, "AccessKeyLastUsed", used.getAccessKeyLastUsed())));
    }
    return keys;
  }
}
