using System.Net;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture.Spam;

/// <summary>How a form came.</summary>
/// <param name="IsForeign">Posted from the page of a site that the offer is not shown on.</param>
/// <param name="IsTrapFilled">The field was filled that people can't see.</param>
/// <param name="ShownAt">When the form was made; null where it had no key that can be trusted.</param>
public sealed record PostedFrom(IPAddress? Address, bool IsForeign, bool IsTrapFilled, DateTimeOffset? ShownAt)
{
    /// <summary>Its first step was counted: one form is no burst, however many steps it has.</summary>
    public bool IsLaterStep { get; init; }

    public static PostedFrom Of(HttpRequest request, Offer offer, PostedForm form, DateTimeOffset? shownAt) =>
        new(
            request.HttpContext.Connection.RemoteIpAddress,
            PostingSite.IsForeign(request, offer),
            SpamTrap.IsFilled(form),
            shownAt
        );
}

/// <summary>Gathers what is known of each form as it comes, within this process and in bounded memory, and has it judged.</summary>
public sealed partial class SpamWatch(
    CurrentSpamRules rules,
    IOptions<LeadGenOptions> options,
    TimeProvider time,
    ILogger<SpamWatch> log
)
{
    private const int NetworkBurst = 20;
    private const int EmailBurst = 5;
    private const int OfferBurst = 300;
    private const int KeysMax = 20_000;

    private readonly TokenBuckets<IPAddress> _networks = new(NetworkBurst, TimeSpan.FromSeconds(10), KeysMax);
    private readonly TokenBuckets<Guid> _emails = new(EmailBurst, TimeSpan.FromMinutes(2), KeysMax);
    private readonly TokenBuckets<Guid> _offers = new(OfferBurst, TimeSpan.FromMilliseconds(200), KeysMax);
    private readonly SameTexts _texts = new(KeysMax);
    private readonly bool _counts = options.Value.RateLimits.Enabled;

    public async ValueTask<SpamVerdict> JudgeAsync(
        Offer offer,
        Answers answers,
        PostedFrom from,
        CancellationToken cancel
    )
    {
        var inForce = await rules.LatestAsync(cancel);
        var verdict = SpamCheck.Judge(Look(offer.Id, answers, from, inForce.Deleted), inForce.Rules);
        if (verdict.IsHeld)
        {
            var signs = string.Join(", ", verdict.Signals.Select(signal => Terms.Of(signal.Sign)));
            LogHeld(offer.Slug, verdict.Score, signs);
        }

        return verdict;
    }

    /// <summary>Counts it and gathers the evidence.</summary>
    /// <param name="deleted">See <see cref="SpamRulesInForce"/>.</param>
    public SpamEvidence Look(Guid offer, Answers answers, PostedFrom from, IReadOnlySet<Guid> deleted)
    {
        var now = time.GetUtcNow();
        var counts = _counts && !from.IsLaterStep;
        var marks = TextMarks.Of(answers.Message);
        return new SpamEvidence(answers, from.IsTrapFilled, now - from.ShownAt)
        {
            IsForeign = from.IsForeign,
            IsNetworkBurst = counts && _networks.IsOver(ClientNetwork.Of(from.Address), now),
            IsEmailBurst = counts && _emails.IsOver(StableId.Of(answers.Email.Key), now),
            IsOfferBurst = counts && _offers.IsOver(offer, now),
            SameTextFromOthers = _texts.Others(answers.Email, marks, now),
            IsDeletedBefore = marks.OfHalf(mark => deleted.Contains(mark) ? 1 : 0) > 0,
        };
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A form of {Offer} looks like spam and is quarantined: {Score} points for {Signs}"
    )]
    private partial void LogHeld(string offer, int score, string signs);
}
