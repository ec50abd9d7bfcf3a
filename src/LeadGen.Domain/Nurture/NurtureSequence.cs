namespace LeadGen.Domain.Nurture;

public enum NurtureState
{
    /// <summary>Not started yet: nobody comes in.</summary>
    Draft,
    Running,

    /// <summary>Nobody comes in and nobody gets anything. Who is in it stays in it.</summary>
    Paused,
}

/// <summary>A series of mails to people who are not ready for sales, each some time after the one before.</summary>
public sealed class NurtureSequence
{
    private NurtureSequence() { }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public NurtureEntryKind EntryKind { get; private set; }
    public string EntryValue { get; private set; } = "";
    public IReadOnlyList<NurtureStep> Steps { get; private set; } = [];
    public NurtureState State { get; private set; }

    /// <summary>Whoever did before what brings people in does not come in.</summary>
    public DateTimeOffset EntersSince { get; private set; }

    /// <summary>What happened before that was looked at.</summary>
    public DateTimeOffset EnteredUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public string UpdatedBy { get; private set; } = "";

    /// <summary>Raised by each change, so that of two editors one is told.</summary>
    public int Version { get; private set; }

    public NurtureEntry Entry => new(EntryKind, EntryValue);

    /// <exception cref="DomainException">It breaks a rule of <see cref="NurtureRules"/>.</exception>
    public static NurtureSequence Create(string name, NurtureEntry entry, string by, DateTimeOffset now)
    {
        var sequence = new NurtureSequence { Id = Guid.CreateVersion7(now), CreatedAt = now };
        sequence.Describe(name, entry, by, now);
        return sequence;
    }

    /// <exception cref="DomainException">It breaks a rule of <see cref="NurtureRules"/>.</exception>
    public void Describe(string name, NurtureEntry entry, string by, DateTimeOffset now)
    {
        Demand(NurtureRules.Check(name, entry));
        if (entry != Entry)
        {
            EntersFrom(now);
        }

        (Name, EntryKind, EntryValue) = (name, entry.Kind, entry.Value);
        Changed(by, now);
    }

    /// <summary>In the place of the step of that id, or as the last one.</summary>
    /// <exception cref="DomainException">It breaks a rule of <see cref="NurtureRules"/>, or there are too many.</exception>
    public void Put(NurtureStep step, string by, DateTimeOffset now)
    {
        Demand(NurtureRules.Check(step));
        var steps = Steps.ToList();
        var at = steps.FindIndex(one => one.Id == step.Id);
        if (at >= 0)
        {
            steps[at] = step;
        }
        else if (steps.Count < NurtureRules.StepsMax)
        {
            steps.Add(step);
        }
        else
        {
            throw new DomainException($"A sequence has at most {NurtureRules.StepsMax} mails. Change one of them.");
        }

        Steps = steps;
        Changed(by, now);
    }

    /// <param name="places">−1 is one earlier. At the end of the list nothing changes.</param>
    public void Move(Guid stepId, int places, string by, DateTimeOffset now)
    {
        var steps = Steps.ToList();
        var at = steps.FindIndex(one => one.Id == stepId);
        if (at >= 0)
        {
            var step = steps[at];
            steps.RemoveAt(at);
            steps.Insert(Math.Clamp(at + places, 0, steps.Count), step);
            Steps = steps;
            Changed(by, now);
        }
    }

    public void Remove(Guid stepId, string by, DateTimeOffset now)
    {
        Steps = [.. Steps.Where(step => step.Id != stepId)];
        Changed(by, now);
    }

    /// <summary>People come in from now on, and those who are in it go on.</summary>
    /// <exception cref="DomainException">There is no mail in it.</exception>
    public void Start(string by, DateTimeOffset now)
    {
        if (Steps.Count == 0)
        {
            throw new DomainException("Write a mail first: a sequence without one has nothing to send.");
        }

        if (State != NurtureState.Running)
        {
            State = NurtureState.Running;
            EntersFrom(now);
            Changed(by, now);
        }
    }

    public void Pause(string by, DateTimeOffset now)
    {
        if (State == NurtureState.Running)
        {
            State = NurtureState.Paused;
            Changed(by, now);
        }
    }

    private void EntersFrom(DateTimeOffset now) => (EntersSince, EnteredUntil) = (now, now);

    private void Changed(string by, DateTimeOffset now)
    {
        (UpdatedAt, UpdatedBy) = (now, by);
        Version++;
    }

    private static void Demand(IReadOnlyDictionary<string, string> errors)
    {
        foreach (var (_, message) in errors)
        {
            throw new DomainException(message);
        }
    }
}
