// Bodies attracting each other: scalar double arithmetic, division and square root.
// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <stdio.h>

#define N 5
static double p[N][3], v[N][3], m[N];

static void advance(double dt) {
    for (int i = 0; i < N; i++)
        for (int j = i + 1; j < N; j++) {
            double d[3], r2 = 1e-3;
            for (int k = 0; k < 3; k++) d[k] = p[i][k] - p[j][k], r2 += d[k] * d[k];
            double f = dt / (r2 * sqrt(r2));
            for (int k = 0; k < 3; k++) v[i][k] -= d[k] * m[j] * f, v[j][k] += d[k] * m[i] * f;
        }
    for (int i = 0; i < N; i++)
        for (int k = 0; k < 3; k++) p[i][k] += dt * v[i][k];
}

static double energy(void) {
    double e = 0;
    for (int i = 0; i < N; i++) {
        e += 0.5 * m[i] * (v[i][0] * v[i][0] + v[i][1] * v[i][1] + v[i][2] * v[i][2]);
        for (int j = i + 1; j < N; j++) {
            double r2 = 1e-3;
            for (int k = 0; k < 3; k++) r2 += (p[i][k] - p[j][k]) * (p[i][k] - p[j][k]);
            e -= m[i] * m[j] / sqrt(r2);
        }
    }
    return e;
}

int main(void) {
    for (int i = 0; i < N; i++) {
        m[i] = i == 0 ? 40.0 : 0.05 / i;
        for (int k = 0; k < 3; k++) {
            p[i][k] = i * (k == 0 ? 4.5 : k == 1 ? -1.25 : 0.375);
            v[i][k] = i == 0 ? 0.0 : (k == 0 ? 0.3 : k == 1 ? 2.8 : 0.07) / i;
        }
    }
    printf("%.12f\n", energy());
    for (long i = 0; i < 16000000; i++) advance(0.001);
    printf("%.12f\n", energy());
    return 0;
}
