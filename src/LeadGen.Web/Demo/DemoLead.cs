using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Demo;

/// <summary>An invented lead with all that happened to it.</summary>
internal sealed class DemoLead
{
    public const string Actor = "demo";

    /// <summary>By this source demo leads can be told from real ones.</summary>
    public const string SourceName = "demo";

    private readonly DemoRandom _random;

    /// <param name="accountId">Null for people without a company.</param>
    public DemoLead(string email, Channel channel, Source source, Guid? accountId, DateTimeOffset at, DemoRandom random)
    {
        _random = random;
        Email = EmailAddress.Parse(email);
        Lead = Lead.Capture(StableId.Of(at, random.ManyBits()), Email, channel, accountId, at);
        Lead.Touched(new Touch(at, channel, source, LandingPage: null));
    }

    public EmailAddress Email { get; }
    public Lead Lead { get; }
    public List<FactChange> Changes { get; } = [];
    public List<Touchpoint> Touchpoints { get; } = [];
    public List<Outcome> Outcomes { get; } = [];
    public List<StageMove> Moves { get; } = [];

    /// <summary>The touchpoint by which it may move now, for the few leads that shall be in the queue.</summary>
    public Guid? MovesBy { get; set; }

    public void Told(DateTimeOffset at, params (string Fact, string Value)[] facts)
    {
        var values = facts.ToDictionary(fact => fact.Fact, fact => (string?)fact.Value);
        if (Lead.Learn(new FactAnswers(values, FactOrigin.Person, at, at)).Change is { } change)
        {
            Changes.Add(change with { Id = StableId.Of(at, _random.ManyBits()) });
        }
    }

    /// <summary>Something it did, recorded as it happened.</summary>
    public Touchpoint Did(
        string kind,
        DateTimeOffset at,
        string? path = null,
        string? offer = null,
        bool machine = false,
        params (string Name, string Value)[] properties
    )
    {
        var touchpoint = new Touchpoint
        {
            Id = StableId.Of(at, _random.ManyBits()),
            Kind = kind,
            OccurredAt = at,
            RecordedAt = at,
            LeadId = Lead.Id,
            Offer = offer,
            Path = path,
            Channel = Lead.Channel,
            Properties = properties.ToDictionary(property => property.Name, property => property.Value),
            Machine = machine,
        };
        Touchpoints.Add(touchpoint);
        return touchpoint;
    }

    public void Became(OutcomeResult result, DateTimeOffset at, string? reason = null)
    {
        var won = result == OutcomeResult.Won;
        Outcomes.Add(
            new Outcome
            {
                Id = StableId.Of(at, _random.ManyBits()),
                LeadId = Lead.Id,
                Result = result,
                Amount = won ? 2_000m * (1 + _random.Below(60)) : null,
                Currency = won ? "EUR" : null,
                Reason = reason,
                OccurredAt = at,
                RecordedAt = at,
                Actor = Actor,
            }
        );
        var type = Reason.Defaults.FirstOrDefault(known => known.Key == reason)?.Type;
        Moves.AddRange(
            OutcomeMoves
                .Apply(Lead, result, type, new MoveContext(at, MoveCause.Person, Actor, reason))
                .Select(move => move with { Id = StableId.Of(move.At, _random.ManyBits()) })
        );
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
