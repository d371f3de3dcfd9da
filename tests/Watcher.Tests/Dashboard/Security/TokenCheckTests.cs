using System.Net;
using Microsoft.AspNetCore.Http;
using OfoWatcher.Dashboard;
using OfoWatcher.Dashboard.Security;

namespace OfoWatcher.Tests.Dashboard.Security;

public sealed class TokenCheckTests
{
    private const string Token = SiteUnderTest.Token;

    [Fact]
    public void After_ten_tries_without_the_token_further_ones_are_told_to_wait_and_the_right_one_is_taken_all_the_same()
    {
        using var check = new TokenCheck(() => Token);
        for (var guess = 0; guess < 9; guess++)
            Assert.Equal(TokenVerdict.Wrong, check.Judge(With($"Bearer {Token}{guess}")));
        Assert.Equal(TokenVerdict.Missing, check.Judge(With(null)));

        for (var guess = 0; guess < 1000; guess++)
            Assert.Equal(TokenVerdict.TooMany, check.Judge(With(guess % 2 == 0 ? null : $"Bearer {Token}x")));
        Assert.Equal(TokenVerdict.Wrong, check.Judge(With($"Bearer {Token}x", "10.0.0.2")));
        Assert.Equal(TokenVerdict.Right, check.Judge(With($"bearer {Token}")));
    }

    [Fact]
    public void A_script_gone_wild_that_has_the_token_is_held_back()
    {
        using var check = new TokenCheck(() => Token);

        var verdicts = Enumerable.Range(0, 100_000).Select(_ => check.Judge(With($"Bearer {Token}"))).ToHashSet();

        Assert.Equal([TokenVerdict.Right, TokenVerdict.TooOften], verdicts);
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    [InlineData(Token)]
    [InlineData("Bearer" + Token)]
    public void What_is_no_bearer_token_is_missing(string header)
    {
        using var check = new TokenCheck(() => Token);

        Assert.Equal(TokenVerdict.Missing, check.Judge(With(header)));
    }

    [Fact]
    public void Without_a_token_in_the_settings_none_is_right()
    {
        using var check = new TokenCheck(() => "");

        Assert.Equal(TokenVerdict.NotSet, check.Judge(With("Bearer ")));
    }

    [Fact]
    public void A_token_of_any_signs_that_the_settings_take_is_right()
    {
        for (var sign = '\0'; sign < 128; sign++)
        {
            var token = $"abc{sign}defghijklmnopqr{sign}";
            if (!new DashboardOptionsValidator().Validate(new DashboardOptions { Token = token }).IsValid)
                continue;
            using var check = new TokenCheck(() => token);
            Assert.Equal((sign, TokenVerdict.Right), (sign, check.Judge(With($"Bearer {token}"))));
        }
    }

    [Fact]
    public void A_token_that_is_replaced_is_worth_nothing_from_then_on()
    {
        var token = Token;
        using var check = new TokenCheck(() => token);
        Assert.Equal(TokenVerdict.Right, check.Judge(With($"Bearer {Token}")));

        token = "another-0123456789";

        Assert.Equal(TokenVerdict.Wrong, check.Judge(With($"Bearer {Token}")));
        Assert.Equal(TokenVerdict.Right, check.Judge(With("Bearer another-0123456789")));
    }

    private static DefaultHttpContext With(string? authorization, string from = "10.0.0.1")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers.Authorization = authorization;
        return context;
    }
}
