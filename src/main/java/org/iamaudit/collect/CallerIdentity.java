package org.iamaudit.collect;

import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityResult;
import org.iamaudit.arn.Arn;

/** Who makes the calls, as AWS sees it. */
record CallerIdentity(String account, String partition, String arn) {

  static CallerIdentity of(Aws aws) throws CollectException {
    GetCallerIdentityResult answer =
        aws.call(
            AwsCall.GET_CALLER_IDENTITY,
            () -> aws.sts().getCallerIdentity(new GetCallerIdentityRequest()));
    String partition = Arn.parse(answer.getArn()).map(Arn::partition).orElse("aws");
    return new CallerIdentity(answer.getAccount(), partition, answer.getArn());
  }
}
