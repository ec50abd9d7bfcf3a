namespace LeadGen.Domain.Scoring;

/// <summary>What is wrong with a model's JSON: path such as <c>fit.country.points</c> to what to do about it.</summary>
/// <param name="pointsMax">How far from zero the points of a criterion may be.</param>
internal sealed class ModelErrors(int pointsMax)
{
    // Nobody reads more; a hostile body must not make a long answer.
    private const int PathsMax = 100;

    private readonly Dictionary<string, IReadOnlyList<string>> _errors = new(StringComparer.Ordinal);

    public int PointsMax => pointsMax;

    public bool Any => _errors.Count > 0;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByPath => _errors;

    public void Add(string path, string message)
    {
        if (_errors.TryGetValue(path, out var messages))
        {
            ((List<string>)messages).Add(message);
        }
        else if (_errors.Count < PathsMax)
        {
            _errors.Add(path, new List<string> { message });
        }
    }
}
