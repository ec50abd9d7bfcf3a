using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Pages.Shared;

/// <summary>To whom a manager can give a hand-off: each rep of each team, and the pools.</summary>
public static class ReassignChoices
{
    /// <param name="isOpen">Not accepted yet: only then it can be nobody's.</param>
    public static IReadOnlyList<Choice> Of(Routing routing, Guid? owner, bool isOpen) =>
        [
            .. routing.Teams.SelectMany(team =>
                team.Reps.Where(rep => rep.Active && rep.StaffId != owner)
                    .Select(rep => new Choice($"{team.Id} {rep.StaffId}", $"{rep.Name}, {team.Name}"))
                    .Concat(isOpen ? [new Choice($"{team.Id}", $"{team.Name}: unclaimed")] : [])
            ),
        ];

    /// <summary>Null where it is no choice.</summary>
    public static (Guid Team, Guid? Owner)? Read(string? value) =>
        value?.Split(' ') switch
        {
            [var team, var owner] when Guid.TryParse(team, out var t) && Guid.TryParse(owner, out var o) => (t, o),
            [var team] when Guid.TryParse(team, out var t) => (t, null),
            _ => null,
        };
}
