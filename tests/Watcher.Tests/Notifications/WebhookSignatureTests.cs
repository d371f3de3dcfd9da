using System.Text;
using OfoWatcher.Notifications;

namespace OfoWatcher.Tests.Notifications;

public sealed class WebhookSignatureTests
{
    // The example of the Standard Webhooks libraries.
    [Fact]
    public void It_is_the_one_that_receivers_of_Standard_Webhooks_expect() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign(
                WebhookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_c2hvcnQ=")]
    public void A_secret_that_is_none_has_no_key(string secret) => Assert.Null(WebhookSignature.KeyOf(secret));
}
