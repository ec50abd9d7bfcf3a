namespace LeadGen.Web.Pages.Shared;

/// <summary>One answer of a select, a radio group or a group of checkboxes.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);
