using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Leads;

/// <summary>A person known by e-mail address.</summary>
public sealed partial class Lead
{
    private Lead() { }

    public Guid Id { get; private init; }

    /// <summary>The address to write to: as the person wrote it first, or another of theirs that staff chose.</summary>
    public string Email { get; private set; } = "";

    public Stage Stage { get; private set; }
    public IReadOnlyDictionary<string, Fact> Facts { get; private set; } = new Dictionary<string, Fact>();
    public Guid? AccountId { get; private set; }
    public Guid? OwnerId { get; private set; }
    public Channel Channel { get; private set; }
    public Touch? FirstTouch { get; private set; }

    /// <summary>The latest touch so far that had a source.</summary>
    public Touch? LastTouch { get; private set; }

    public DateTimeOffset? CustomerSince { get; private set; }

    /// <summary>Only touchpoints after this instant count towards qualifying: after a recycle or a rejection nothing old does.</summary>
    public DateTimeOffset? CountsAfter { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public string? this[string fact] => Facts.GetValueOrDefault(fact)?.Value;

    public static Lead Capture(Guid id, EmailAddress email, Channel channel, Guid? accountId, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Email = email.Value,
            Channel = channel,
            AccountId = accountId,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Takes the answers that win by precedence; says what changed and what kept its value.</summary>
    public FactsApplied Learn(FactAnswers answers)
    {
        var (facts, changed, kept) = Weigh(Facts, answers);
        Facts = facts;
        if (Own is { } own)
        {
            // What it knows of itself, beside what those know that were merged into it.
            (facts, changed, _) = Weigh(own.Facts, answers);
            Own = own with { Facts = facts };
        }

        if (changed.Count == 0)
        {
            return new FactsApplied(null, kept);
        }

        UpdatedAt = answers.RecordedAt;
        return new FactsApplied(ChangeOf(answers, changed), kept);
    }

    private static (Dictionary<string, Fact> Facts, Dictionary<string, string?> Changed, List<string> Kept) Weigh(
        IReadOnlyDictionary<string, Fact> known,
        FactAnswers answers
    )
    {
        var (facts, changed, kept) = (
            new Dictionary<string, Fact>(known),
            new Dictionary<string, string?>(),
            new List<string>()
        );
        foreach (var (fact, value) in answers.Values)
        {
            switch (facts.GetValueOrDefault(fact))
            {
                case { } held when !held.YieldsTo(answers.Origin, answers.EffectiveAt, answers.Overwrite):
                    if (held.Value != value)
                    {
                        kept.Add(fact);
                    }

                    break;
                case { } held when held.Value == value && held.Origin == answers.Origin:
                    // Said again: it is as new as that, so that an older answer which comes later does not replace it.
                    facts[fact] = held with
                    {
                        At = answers.EffectiveAt > held.At ? answers.EffectiveAt : held.At,
                    };
                    break;
                case null when value is null:
                    break;
                default:
                    changed[fact] = value;
                    Set(facts, fact, value is null ? null : new Fact(value, answers.Origin, answers.EffectiveAt));
                    break;
            }
        }

        return (facts, changed, kept);
    }

    private static void Set(Dictionary<string, Fact> facts, string key, Fact? fact)
    {
        if (fact is null)
        {
            facts.Remove(key);
        }
        else
        {
            facts[key] = fact;
        }
    }

    /// <summary>Keeps first and last touch, in whatever order touches are told.</summary>
    public void Touched(Touch touch)
    {
        (FirstTouch, LastTouch) = Touches.With(FirstTouch, LastTouch, touch);
        if (Own is { } own)
        {
            var (first, last) = Touches.With(own.FirstTouch, own.LastTouch, touch);
            Own = own with { FirstTouch = first, LastTouch = last };
        }
    }

    /// <exception cref="DomainException">There is no such move.</exception>
    public StageMove MoveTo(Stage to, MoveTrigger trigger, MoveContext context, bool implied = false)
    {
        StageRules.Demand(Stage, to, trigger);
        var move = new StageMove
        {
            Id = Guid.CreateVersion7(context.Now),
            LeadId = Id,
            From = Stage,
            To = to,
            At = context.Now,
            Trigger = trigger,
            Cause = context.Cause,
            Actor = context.Actor,
            Reason = context.Reason,
            Note = context.Note,
            Score = context.Score,
            ModelVersion = context.ModelVersion,
            Implied = implied,
            HandoffId = context.HandoffId,
        };
        (Stage, UpdatedAt) = (to, context.Now);
        if (to == Stage.Customer && !implied)
        {
            CustomerSince ??= context.OccurredAt ?? context.Now;
        }

        if (to is Stage.Recycled or Stage.Disqualified || trigger == MoveTrigger.Rejected)
        {
            CountsAfter = context.Now;
        }

        return move;
    }

    public void Belongs(Guid? ownerId, DateTimeOffset now)
    {
        if (OwnerId != ownerId)
        {
            (OwnerId, UpdatedAt) = (ownerId, now);
        }
    }

    private FactChange ChangeOf(FactAnswers answers, Dictionary<string, string?> changed) =>
        new()
        {
            Id = Guid.CreateVersion7(answers.RecordedAt),
            LeadId = Id,
            Origin = answers.Origin,
            EffectiveAt = answers.EffectiveAt,
            RecordedAt = answers.RecordedAt,
            Actor = answers.Actor,
            SubmissionId = answers.SubmissionId,
            Values = changed,
        };
}
