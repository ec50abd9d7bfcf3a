namespace LeadGen.Domain.Learning;

/// <summary>
/// Logistic regression with a ridge: the logarithm of the odds of a good lead is a sum of what its answers weigh. The ridge keeps
/// the weights of thin and of overlapping answers small, so that there always is one solution and it is finite (le Cessie and van
/// Houwelingen 1992). Found by Newton's method.
/// </summary>
internal static class RidgeLogistic
{
    /// <summary>Before anything is seen, a weight beyond ±2 is held to be unlikely.</summary>
    public const double Ridge = 1;

    private const int StepsMax = 30;
    private const double Near = 1e-6;

    /// <returns>What each answer weighs, and last what all leads start from.</returns>
    public static double[] Fit(AnswerSheet sheet, double ridge = Ridge)
    {
        var size = sheet.Questions + 1;
        var (weights, gradient, curve) = (new double[size], new double[size], new double[size * size]);
        var value = Loss(sheet, weights, ridge);
        for (var step = 0; step < StepsMax; step++)
        {
            Derive(sheet, weights, ridge, gradient, curve);
            var move = Cholesky.Solve(curve, gradient);
            var (next, nextValue, part) = (weights, double.PositiveInfinity, 1.0);
            // A whole step may overshoot; half of it, or half of that, does not.
            for (; nextValue > value && part > Near; part /= 2)
            {
                next = [.. weights.Zip(move, (weight, by) => weight - (part * by))];
                nextValue = Loss(sheet, next, ridge);
            }
            if (nextValue > value)
            {
                break;
            }
            var isThere = value - nextValue <= Near * (1 + Math.Abs(value)) * 0.01;
            (weights, value) = (next, nextValue);
            if (isThere)
            {
                break;
            }
        }
        return weights;
    }

    public static double Sum(ReadOnlySpan<ushort> answers, double[] weights)
    {
        var sum = weights[^1];
        foreach (var answer in answers)
        {
            sum += weights[answer];
        }
        return sum;
    }

    private static double Loss(AnswerSheet sheet, double[] weights, double ridge)
    {
        var loss = 0.0;
        for (var index = 0; index < weights.Length - 1; index++)
        {
            loss += ridge / 2 * weights[index] * weights[index];
        }
        for (var index = 0; index < sheet.Count; index++)
        {
            loss += Odds.LossOf(Sum(sheet.Of(index), weights), sheet.Good[index]);
        }
        return loss;
    }

    private static void Derive(AnswerSheet sheet, double[] weights, double ridge, double[] gradient, double[] curve)
    {
        var (size, last) = (weights.Length, weights.Length - 1);
        Array.Clear(gradient);
        Array.Clear(curve);
        for (var index = 0; index < last; index++)
        {
            gradient[index] = ridge * weights[index];
            curve[(index * size) + index] = ridge;
        }
        for (var index = 0; index < sheet.Count; index++)
        {
            var answers = sheet.Of(index);
            var rate = Odds.RateOf(Sum(answers, weights));
            var (miss, bend) = (rate - (sheet.Good[index] ? 1 : 0), Math.Max(1e-9, rate * (1 - rate)));
            gradient[last] += miss;
            curve[(last * size) + last] += bend;
            for (var place = 0; place < answers.Length; place++)
            {
                var answer = answers[place];
                gradient[answer] += miss;
                curve[(last * size) + answer] += bend;
                var line = curve.AsSpan(answer * size, answer + 1);
                line[answer] += bend;
                // Only the half that is read: answers rise, so those before stand to the left; the same one twice counts both ways.
                foreach (var other in answers[..place])
                {
                    line[other] += other == answer ? 2 * bend : bend;
                }
            }
        }
    }
}
