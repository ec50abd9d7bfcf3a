namespace LeadGen.Domain.Offers;

/// <summary>What is wrong with a form, and where.</summary>
/// <param name="Field">The key of the field; null: the form as a whole.</param>
/// <param name="Part">Of the field: <c>key label help options when new_step later</c>; of the form: <c>form ask_at_most results</c>.</param>
/// <param name="Message">Says what to do.</param>
public sealed record FormProblem(string? Field, string Part, string Message);
