namespace LeadGen.Web.Pages.Shared;

/// <summary>One answer of a select, a radio group or a group of checkboxes.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>The conditions that hold while it is taken, for the stylesheet of the form.</summary>
    public string? On { get; init; }
}
