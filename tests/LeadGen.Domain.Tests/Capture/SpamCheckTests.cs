using System.Collections.Frozen;
using CsCheck;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class SpamCheckTests
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(40);

    [Fact]
    public void An_honest_form_has_no_signal()
    {
        var verdict = Judge(Of("mina@northwire.example"));
        Assert.Equal((false, 0), (verdict.IsHeld, verdict.Score));
        Assert.Empty(verdict.Signals);
    }

    [Fact]
    public void Circumstances_alone_hold_nobody_whatever_they_weigh() =>
        Gen.Select(Gen.Int[0, 172_800_000].Nullable(), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 1000])
            .Sample(
                (age, network, email, offer, weight) =>
                {
                    var evidence = Of("mina@northwire.example") with
                    {
                        Age = age is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
                        IsNetworkBurst = network,
                        IsEmailBurst = email,
                        IsOfferBurst = offer,
                    };
                    var weights = SpamRules
                        .DefaultWeights.Keys.Where(SpamRules.IsCircumstance)
                        .ToDictionary(sign => sign, _ => weight);
                    return !SpamCheck.Judge(evidence, SpamRules.Default with { Weights = weights }).IsHeld;
                }
            );

    [Theory]
    [InlineData(1.9, SpamSign.TooFast)]
    [InlineData(2.0, null)]
    [InlineData(86_400.0, null)]
    [InlineData(86_401.0, SpamSign.TooOld)]
    [InlineData(null, SpamSign.NoKey)]
    public void How_long_it_took_is_a_sign_and_adds_little(double? seconds, SpamSign? sign)
    {
        var age = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null;
        var verdict = Judge(Of("mina@northwire.example") with { Age = age });
        Assert.Equal(sign is null ? [] : [sign.Value], verdict.Signals.Select(signal => signal.Sign));
        Assert.InRange(verdict.Score, 0, SpamRules.DefaultThreshold / 3);
    }

    [Theory]
    [InlineData("first_name", "Win https://spam.example/x", SpamSign.LinkInName)]
    [InlineData("last_name", "visit www.spam.example", SpamSign.LinkInName)]
    [InlineData("job_title", "<a href=\"x\">cheap</a>", SpamSign.Markup)]
    [InlineData("message", "http://a.example http://b.example http://c.example", SpamSign.ManyLinks)]
    [InlineData("message", "Verify your Pаypаl account", SpamSign.MixedScripts)]
    [InlineData("message", "xqzjw vbkqj hxqzf pqxjw", SpamSign.Gibberish)]
    [InlineData("message", "Play at our Online-Casino!", SpamSign.SalesTalk)]
    public void What_a_text_shows_is_named(string field, string text, SpamSign sign) =>
        Assert.Contains(sign, Judge(Of("mina@northwire.example", (field, text))).Signals.Select(signal => signal.Sign));

    [Theory]
    [InlineData("first_name", "J. R.")]
    [InlineData("last_name", "Brzęczyszczykiewicz")]
    [InlineData("last_name", "Mkrtchyan")]
    [InlineData("first_name", "Ng")]
    [InlineData("company", "Booking.com")]
    [InlineData("website", "https://a.example and https://b.example")]
    [InlineData("message", "See https://northwire.example/rfp and our site www.northwire.example")]
    [InlineData("message", "Write to mina@northwire.com or jonas@northwire.com or sales@northwire.com")]
    [InlineData("message", "10 kΩ, 5 μm, SMSка, Wi-Fi-роутер")]
    [InlineData("message", "Wir möchten die Höchstdrehzahl der Angstschweißmaschine prüfen")]
    [InlineData("message", "if (a < b && c > d) { x[0] = y; }")]
    public void What_people_write_is_no_sign(string field, string text) =>
        Assert.Empty(Judge(Of("mina@northwire.example", (field, text))).Signals);

    [Fact]
    public void The_same_text_from_others_weighs_more_the_more_they_are()
    {
        int ScoreOf(int others) => Judge(Of("a@b.example") with { SameTextFromOthers = others }).Score;
        Assert.Equal([0, 0, 60, 60, 60, 120], Enumerable.Range(0, 6).Select(ScoreOf));
    }

    [Fact]
    public void A_disposable_address_and_a_trap_are_told_and_who_is_allowed_is_never_held()
    {
        var evidence = Of("a@sub.mailinator.com") with { IsTrapFilled = true };
        var verdict = Judge(evidence);
        Assert.Equal([SpamSign.Trap, SpamSign.DisposableEmail], verdict.Signals.Select(signal => signal.Sign));
        Assert.True(verdict.IsHeld);
        foreach (var allowed in new[] { "sub.mailinator.com", "a@sub.mailinator.com" })
        {
            var rules = SpamRules.Default with { Allowed = new[] { allowed }.ToFrozenSet() };
            Assert.False(SpamCheck.Judge(evidence, rules).IsHeld);
        }
    }

    [Fact]
    public void The_score_is_the_sum_of_the_weights_and_a_weight_of_nothing_is_no_signal()
    {
        var evidence = Of("a@mailinator.com", ("message", "bitcoin <b>x</b>")) with { IsForeign = true, Age = null };
        var verdict = Judge(evidence);
        Assert.Equal(verdict.Signals.Sum(signal => signal.Weight), verdict.Score);
        Assert.Equal(5, verdict.Signals.Count);
        var off = SpamRules.DefaultWeights.Keys.ToDictionary(sign => sign, _ => 0);
        Assert.Empty(SpamCheck.Judge(evidence, SpamRules.Default with { Weights = off }).Signals);
    }

    [Fact]
    public void No_text_takes_long_or_fails() =>
        Gen.String.Sample(
            text =>
            {
                var long1 = string.Concat(Enumerable.Repeat(text + "<a www.x", 40));
                Judge(Of("a@b.example", ("message", long1[..Math.Min(5000, long1.Length)])));
            },
            iter: 300
        );

    private static SpamVerdict Judge(SpamEvidence evidence) => SpamCheck.Judge(evidence, SpamRules.Default);

    private static SpamEvidence Of(string email, params (string Key, string Text)[] texts)
    {
        var facts = texts.Where(text => text.Key != "message").ToDictionary(text => text.Key, text => text.Text);
        var message = texts.FirstOrDefault(text => text.Key == "message").Text;
        return new SpamEvidence(new Answers(EmailAddress.Parse(email), facts, message), false, Usual);
    }
}
