namespace LeadGen.Web.Handoffs;

/// <summary>A team as somebody typed it.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Hours">By weekday, such as "9:00-12:00, 13:00-17:00". With none at all every hour counts.</param>
/// <param name="Holidays">Days such as 2026-12-25, parted by spaces, commas or lines.</param>
/// <param name="Add">A member of staff who joins.</param>
public sealed record TeamEntry(
    Guid? Id,
    string? Name,
    string? TimeZone,
    IReadOnlyDictionary<DayOfWeek, string> Hours,
    string? Holidays,
    IReadOnlyList<MemberEntry> Members,
    Guid? Add,
    string? AddCapacity,
    string? CallWords
);

public sealed record MemberEntry(Guid StaffId, string? Capacity, bool Active, bool Remove);

/// <summary>A rule as somebody typed it.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Conditions">Those without a fact are left out.</param>
public sealed record RuleEntry(
    Guid? Id,
    string? Name,
    IReadOnlyList<ConditionEntry> Conditions,
    Guid? TeamId,
    Guid? StaffId
);

/// <param name="Operator">A term of the scoring model's operators.</param>
/// <param name="Values">Parted by commas.</param>
public sealed record ConditionEntry(string? Fact, string? Operator, string? Values);

/// <summary>What came of a change of the routing.</summary>
/// <param name="Id">Of what was changed.</param>
/// <param name="Errors">Field to a message that says what to do; with any nothing was changed.</param>
public sealed record RoutingChange(Guid Id, IReadOnlyDictionary<string, string> Errors)
{
    public bool IsDone => Errors.Count == 0;
}
